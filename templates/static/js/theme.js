(r=>{r.classList.replace('no-js','js');try{let t=localStorage.theme;if(/^(dark|light)$/.test(t))r.dataset.theme=t}catch{}})(document.documentElement)
